package caravan.demo;

import static java.time.DayOfWeek.MONDAY;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Looks at each event of each session, and from there at all the others. */
final class RecountedPages {
    private static final String VIEW = "[Amplitude] Page Viewed";
    private static final String CLICK = "[Amplitude] Element Clicked";
    private static final String START = "[Amplitude] Form Started";
    private static final String SUBMIT = "[Amplitude] Form Submitted";

    private final SortedMap<PageWeek, PageFacts> pages = new TreeMap<>();
    private final Set<String> visitors = new HashSet<>();
    private final Function<ReadEvent, String> user;

    RecountedPages(List<List<ReadEvent>> sessions, Function<ReadEvent, String> user) {
        this.user = user;
        for (List<ReadEvent> session : sessions) {
            for (int i = 0; i < session.size(); i++) {
                event(session, i);
            }
            exit(session.stream()
                    .filter(event -> event.page() != null && !event.type().equals("session_end"))
                    .toList());
        }
    }

    SortedMap<PageWeek, PageFacts> facts() {
        return pages;
    }

    private void event(List<ReadEvent> session, int i) {
        ReadEvent event = session.get(i);
        List<ReadEvent> before = session.subList(0, i);
        List<ReadEvent> after = session.subList(i + 1, session.size());
        switch (event.type()) {
            case VIEW -> view(event, before, after);
            case CLICK -> click(event, before, after);
            case START -> form(event, before, after);
            default -> {}
        }
    }

    private void view(ReadEvent view, List<ReadEvent> before, List<ReadEvent> after) {
        List<Long> first = new ArrayList<>();
        for (ReadEvent next : after) {
            if (next.type().equals(VIEW)) {
                break;
            }
            if (view.page().equals(next.page()) && !next.type().startsWith("session_")) {
                first.add(ChronoUnit.MICROS.between(view.at(), next.at()));
                break;
            }
        }
        PageWeek page = page(view);
        boolean isNew = visitors.add(page + " " + user.apply(view));
        add(page, 1, isNew ? 1 : 0, isFled(view, before, after) ? 1 : 0, 0, 0, 0, 0, 0, first);
    }

    private static boolean isFled(ReadEvent view, List<ReadEvent> before, List<ReadEvent> after) {
        List<ReadEvent> former = only(before, event -> event.type().equals(VIEW));
        List<ReadEvent> later = only(after, event -> event.type().equals(VIEW));
        if (former.isEmpty() || later.isEmpty()) {
            return false;
        }
        ReadEvent from = former.get(former.size() - 1);
        ReadEvent back = later.get(0);
        return from.page().equals(back.page())
                && !from.page().equals(view.page())
                && back.since(from).compareTo(Duration.ofSeconds(60)) <= 0;
    }

    /** Counted at the first click of a burst. */
    private void click(ReadEvent click, List<ReadEvent> before, List<ReadEvent> after) {
        Predicate<ReadEvent> same = event -> event.type().equals(CLICK)
                && event.page().equals(click.page())
                && event.property("[Amplitude] Element Text").equals(click.property("[Amplitude] Element Text"));
        List<ReadEvent> former = only(before, same);
        List<ReadEvent> later = only(after, same);
        boolean isFirst = former.isEmpty() || !follows(former.get(former.size() - 1), click);
        boolean isBurst = later.size() >= 2 && follows(click, later.get(0)) && follows(later.get(0), later.get(1));
        if (isFirst && isBurst) {
            add(page(click), 0, 0, 0, 1, 0, 0, 0, 0, List.of());
        }
    }

    private static boolean follows(ReadEvent former, ReadEvent click) {
        return click.since(former).compareTo(Duration.ofSeconds(1)) <= 0;
    }

    /** Counted at the first start on the page. */
    private void form(ReadEvent start, List<ReadEvent> before, List<ReadEvent> after) {
        Predicate<ReadEvent> here = event -> start.page().equals(event.page());
        if (before.stream().anyMatch(here.and(event -> event.type().equals(START)))) {
            return;
        }
        List<ReadEvent> form =
                only(after, here.and(event -> List.of(START, SUBMIT).contains(event.type())));
        boolean submitted = !form.isEmpty() && form.get(form.size() - 1).type().equals(SUBMIT);
        add(page(start), 0, 0, 0, 0, 1, submitted ? 0 : 1, 0, 0, List.of());
    }

    private void exit(List<ReadEvent> session) {
        if (!session.isEmpty()) {
            ReadEvent last = session.get(session.size() - 1);
            add(
                    page(last),
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    met("Error Shown", session, last),
                    met("Search Performed", session, last),
                    List.of());
        }
    }

    private static long met(String type, List<ReadEvent> session, ReadEvent last) {
        return session.stream()
                .filter(event -> event.type().equals(type) && event.page().equals(last.page()))
                .filter(event -> last.since(event).compareTo(Duration.ofSeconds(30)) <= 0)
                .limit(1)
                .count();
    }

    private static List<ReadEvent> only(List<ReadEvent> events, Predicate<ReadEvent> trait) {
        return events.stream().filter(trait).toList();
    }

    private static PageWeek page(ReadEvent event) {
        return new PageWeek(event.page(), event.at().toLocalDate().with(previousOrSame(MONDAY)));
    }

    private void add(
            PageWeek page,
            long views,
            long visits,
            long fled,
            long rage,
            long started,
            long abandoned,
            long errors,
            long searches,
            List<Long> first) {
        PageFacts more = new PageFacts(views, visits, fled, rage, started, abandoned, errors, searches, first);
        pages.merge(page, more, PageFacts::plus);
    }
}
