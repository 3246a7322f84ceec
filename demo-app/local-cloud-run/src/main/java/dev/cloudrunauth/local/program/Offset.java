package dev.cloudrunauth.local.program;

import dev.cloudrunauth.local.fault.Times;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time that may be negative. */
final class Offset implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    return Times.parseSigned(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + value + "' is not an offset such as 90s or -10m"));
  }
}
