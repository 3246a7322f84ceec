package dev.cloudrunauth.local.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.UUID;

/** The number by which Google knows a service account. */
public final class UniqueId {

  private static final BigInteger TWENTY_DIGITS = BigInteger.TEN.pow(20);

  private UniqueId() {}

  /** Returns 21 digits, always the same ones for an e-mail. */
  public static String of(String email) {
    var hash = UUID.nameUUIDFromBytes(email.getBytes(UTF_8)).toString().replace("-", "");
    return "1" + "%020d".formatted(new BigInteger(hash, 16).mod(TWENTY_DIGITS));
  }
}
