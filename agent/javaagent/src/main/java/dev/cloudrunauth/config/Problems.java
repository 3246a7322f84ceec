package dev.cloudrunauth.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects problems, so that users see all of them at once. For one thread.
 *
 * <p>A file that is not a configuration at all can have one on each of its lines, so those after
 * the first hundred are only counted.
 */
final class Problems {
  private static final int MAX = 100;

  private final List<Problem> list = new ArrayList<>();
  private int more;

  /** Adds a problem: a description, and a sentence that says what to do. */
  void add(Place place, String what, String toDo) {
    add(new Problem(place, what, toDo));
  }

  void addAll(List<Problem> problems) {
    problems.forEach(this::add);
  }

  private void add(Problem problem) {
    if (list.size() < MAX) {
      list.add(problem);
    } else {
      more++;
    }
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Those outside the file first, then those in the file by line. */
  List<Problem> inOrder() {
    List<Problem> ordered = new ArrayList<>(list);
    ordered.sort(new ByLine());
    if (more > 0) {
      Place last = ordered.get(ordered.size() - 1).place();
      ordered.add(new Problem(last, "there are " + more + " more mistakes", "Correct these first"));
    }
    return List.copyOf(ordered);
  }

  private static final class ByLine implements Comparator<Problem> {
    @Override
    public int compare(Problem one, Problem other) {
      return one.place().compareLine(other.place());
    }
  }
}
