package dev.cloudrunauth.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;

/** An RSA key that signs JWTs with RS256. Threads may share it. */
public final class SigningKey {

  private final RSAKey key;

  private SigningKey(RSAKey key) {
    this.key = key;
  }

  /**
   * Returns the key with which Google signs: the same for all stand-ins of a process, since making
   * one takes long.
   */
  public static SigningKey google() {
    return Google.KEY;
  }

  /** Makes a key of 2048 bits. */
  public static SigningKey generate() {
    try {
      return new SigningKey(new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this JVM cannot make an RSA key", e);
    }
  }

  /** Returns the name under which the public half is known. */
  public String id() {
    return key.getKeyID();
  }

  /** Returns the private half. */
  public PrivateKey privateKey() {
    try {
      return key.toPrivateKey();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a JWT with these claims, ready to be sent. */
  public String sign(JWTClaimsSet claims) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id()).type(JOSEObjectType.JWT).build();
    var jwt = new SignedJWT(header, claims);
    try {
      jwt.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }

  /** Tells whether this key has signed that JWT, with RS256. */
  public boolean hasSigned(SignedJWT jwt) {
    try {
      // The algorithm is ours to choose, never the token's: RFC 8725, section 3.1.
      return JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
          && jwt.verify(new RSASSAVerifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static final class Google {

    static final SigningKey KEY = generate();
  }
}
