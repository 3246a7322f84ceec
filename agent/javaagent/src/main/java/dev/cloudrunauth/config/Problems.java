package dev.cloudrunauth.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that users see all of them at once. For one thread. */
final class Problems {
  private final List<Problem> list = new ArrayList<>();

  void add(Place place, String message) {
    list.add(new Problem(place, message));
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Those outside the file first, those in the file as its lines are. */
  List<Problem> inOrder() {
    List<Problem> ordered = new ArrayList<>(list);
    ordered.sort(new ByLine());
    return List.copyOf(ordered);
  }

  private static final class ByLine implements Comparator<Problem> {
    @Override
    public int compare(Problem one, Problem other) {
      return one.place().compareLine(other.place());
    }
  }
}
