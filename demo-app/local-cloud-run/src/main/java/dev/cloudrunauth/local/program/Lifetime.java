package dev.cloudrunauth.local.program;

import dev.cloudrunauth.local.fault.Times;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as people write it. */
final class Lifetime implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String value) {
    return Times.parse(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + value + "' is not a time such as 90s, 10m or 1h"));
  }
}
