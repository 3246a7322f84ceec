package dev.cloudrunauth.architecture.offending.explain;

import dev.cloudrunauth.instrumentation.HopPolicy;
import org.jspecify.annotations.Nullable;

/** Explanations must be found without any HTTP client. */
class KnowsTooMuch {

  @Nullable HopPolicy policy;
}
