package dev.cloudrunauth.architecture.offending.weave;

import dev.cloudrunauth.client.HeaderChoice;

/** An edit that decides about headers. */
class KnowsTooMuch {

  final HeaderChoice header = HeaderChoice.AUTO;
}
