package com.example.application.hotpath;

/** Which requests are measured. */
public enum Kind {
  /** To a host that is nobody's audience. */
  MISS("https://api.example.com/v1/orders?page=2", false, false),

  /** To a host of Cloud Run's that is nobody's audience. */
  MISS_AT_RUN_APP("https://warehouse-9zq1kd-ew.a.run.app/v1/orders?page=2", false, false),

  /** To a host that is an audience. */
  HIT("https://orders-4fjx2k-uc.a.run.app/v1/orders?page=2", true, false),

  /** To a host that is an audience, with an {@code Authorization} of the application's own. */
  HIT_BESIDE_ANOTHER("https://orders-4fjx2k-uc.a.run.app/v1/orders?page=2", true, true),

  /** To one revision's host of a service that is an audience by a wildcard. */
  HIT_BY_WILDCARD("https://canary---orders-4fjx2k-uc.a.run.app/v1/orders?page=2", true, false);

  /** The application's own header, where it has one. */
  static final String OWN_VALUE = "Basic c3RvcmVmcm9udDpub3QtYS1zZWNyZXQ=";

  final String url;
  final boolean isHit;
  final boolean hasAuthorization;

  Kind(String url, boolean isHit, boolean hasAuthorization) {
    this.url = url;
    this.isHit = isHit;
    this.hasAuthorization = hasAuthorization;
  }

  /** The header that carries the token. */
  String tokenHeader() {
    return hasAuthorization ? "X-Serverless-Authorization" : "Authorization";
  }

  /** Fails if a head that was written does not have the token just where it should. */
  void check(String head) {
    if (head.contains("\r\n" + tokenHeader() + ": Bearer ") != isHit) {
      throw new IllegalStateException("not the head that is to be measured");
    }
  }

  /** What the agent is given as its audience. */
  public String audience() {
    return this == HIT_BY_WILDCARD ? "https://*.run.app" : "https://orders-4fjx2k-uc.a.run.app";
  }
}
