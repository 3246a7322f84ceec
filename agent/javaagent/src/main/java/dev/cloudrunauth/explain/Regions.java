package dev.cloudrunauth.explain;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two letters by which the older form of a Cloud Run URL names its region. */
final class Regions {

  private static final String[] CODES = {
    "an asia-northeast1",
    "as asia-southeast1",
    "bq africa-south1",
    "de asia-east1",
    "df asia-east2",
    "dt asia-northeast2",
    "du asia-northeast3",
    "el asia-south1",
    "em asia-south2",
    "et asia-southeast2",
    "ew europe-west1",
    "ey europe-west3",
    "ez europe-west4",
    "km australia-southeast2",
    "lm europe-central2",
    "lz europe-north1",
    "nn northamerica-northeast1",
    "no europe-southwest1",
    "nw europe-west2",
    "oa europe-west6",
    "oc europe-west8",
    "od europe-west9",
    "oe europe-west10",
    "og europe-west12",
    "pd northamerica-northeast2",
    "rj southamerica-east1",
    "tl southamerica-west1",
    "ts australia-southeast1",
    "uc us-central1",
    "ue us-east1",
    "uk us-east4",
    "ul us-east5",
    "uw us-west1",
    "vp us-south1",
    "wl us-west2",
    "wm us-west3",
    "wn us-west4",
    "ww me-central1",
    "wx me-central2",
    "zf me-west1",
  };

  private static final Map<String, String> BY_CODE = new HashMap<>();

  static {
    for (var code : CODES) {
      BY_CODE.put(code.substring(0, 2), code.substring(3));
    }
  }

  private Regions() {}

  /** The region of a code, or {@code null} if it is none of those that are known here. */
  static @Nullable String named(String code) {
    return BY_CODE.get(code);
  }
}
