package caravan.notify;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was told of one project; advice for whoever tells next, never truth. At most one of each kind. */
record ToldCases(int schema, String project, List<Told> cases) {
    ToldCases {
        cases = cases == null ? List.of() : List.copyOf(cases);
    }

    static ToldCases none(String project) {
        return new ToldCases(1, project, List.of());
    }

    Optional<Told> of(String kind) {
        return cases.stream().filter(one -> one.kind().equals(kind)).findFirst();
    }

    /** With this one in place of the former of its kind; those that are of no more use go. */
    ToldCases with(Told next, LocalDate today) {
        Stream<Told> others = cases.stream().filter(one -> !one.kind().equals(next.kind()) && !one.isPast(today));
        return new ToldCases(
                schema, project, Stream.concat(others, Stream.of(next)).toList());
    }
}
