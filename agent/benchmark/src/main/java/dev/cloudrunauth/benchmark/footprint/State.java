package dev.cloudrunauth.benchmark.footprint;

/**
 * What a JVM says of itself. Immutable.
 *
 * @param heap bytes in use after a collection
 * @param metaspace bytes in use
 * @param classes how many are loaded
 * @param status that of the call that was made before; 0 if there was none
 * @param threads their names, with commas between
 */
record State(long heap, long metaspace, int classes, int status, String threads) {

  static State read(String line) {
    var words = line.split(" ", 5);
    return new State(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Integer.parseInt(words[2]),
        Integer.parseInt(words[3]),
        words[4]);
  }
}
