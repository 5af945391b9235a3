package caravan.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells what confuses people in one session.
 *
 * <ul>
 *   <li>Back and forth: a view of a page between two views of one other page, the second of which comes within a minute of the
 *       first. Counted for the page in the middle, which people fled from, in the week of its view.
 *   <li>Rage clicks: three clicks or more on one element of a page, each within a second of the former. Counted once, in the week
 *       of the first.
 *   <li>A form is abandoned where it is started and not submitted later in the session. Counted once a session and page, in the
 *       week in which it was first started.
 *   <li>An exit after an error: the session's last event on any page, its end aside, is an error shown or comes within 30
 *       seconds of one on its page. After a search likewise. Counted in the week of that last event.
 *   <li>A first action: what comes after a view on the same page and is neither a view nor a session's begin or end, and before
 *       any other view. Counted in the week of the view.
 * </ul>
 */
final class SessionFacts {
    private static final long MINUTE = 60 * Times.SECOND;

    private final String userKey;
    private final List<Moment> moments;
    private final Function<PageWeek, PageTally> pages;

    /** @param moments by time, and where that is the same, in the order of their upload */
    SessionFacts(String userKey, List<Moment> moments, Function<PageWeek, PageTally> pages) {
        this.userKey = userKey;
        this.moments = moments;
        this.pages = pages;
    }

    void count() {
        views();
        clicks();
        forms();
        exit();
    }

    private PageTally tally(Moment moment) {
        return pages.apply(PageWeek.of(moment.page(), moment.at()));
    }

    private void views() {
        List<Integer> views = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i).is(Step.VIEWED)) {
                views.add(i);
            }
        }
        for (int i = 0; i < views.size(); i++) {
            Moment view = moments.get(views.get(i));
            tally(view).view(userKey);
            if (i > 0 && i + 1 < views.size()) {
                backAndForth(moments.get(views.get(i - 1)), view, moments.get(views.get(i + 1)));
            }
            int next = i + 1 < views.size() ? views.get(i + 1) : moments.size();
            firstAction(view, moments.subList(views.get(i) + 1, next));
        }
    }

    private void backAndForth(Moment before, Moment view, Moment after) {
        boolean returned = before.page().equals(after.page()) && !before.page().equals(view.page());
        if (returned && after.at() - before.at() <= MINUTE) {
            tally(view).backAndForth++;
        }
    }

    private void firstAction(Moment view, List<Moment> untilNextView) {
        untilNextView.stream()
                .filter(moment -> view.page().equals(moment.page()))
                .filter(moment -> !moment.is(Step.SESSION_START) && !moment.is(Step.SESSION_END))
                .findFirst()
                .ifPresent(action -> tally(view).firstAction(action.at() - view.at()));
    }

    private void clicks() {
        Map<List<String>, List<Moment>> byElement = moments.stream()
                .filter(moment -> moment.is(Step.CLICKED))
                .collect(Collectors.groupingBy(click -> List.of(click.page(), click.text())));
        byElement.values().forEach(this::bursts);
    }

    private void bursts(List<Moment> clicks) {
        int first = 0;
        for (int i = 1; i <= clicks.size(); i++) {
            if (i == clicks.size() || clicks.get(i).at() - clicks.get(i - 1).at() > Times.SECOND) {
                if (i - first >= 3) {
                    tally(clicks.get(first)).rageClicks++;
                }
                first = i;
            }
        }
    }

    private void forms() {
        Map<String, Moment> started = new HashMap<>();
        Map<String, Boolean> open = new HashMap<>();
        for (Moment moment : moments) {
            if (moment.is(Step.FORM_STARTED)) {
                started.putIfAbsent(moment.page(), moment);
                open.put(moment.page(), true);
            } else if (moment.is(Step.FORM_SUBMITTED)) {
                open.put(moment.page(), false);
            }
        }
        started.forEach((page, start) -> {
            tally(start).formsStarted++;
            tally(start).formsAbandoned += open.get(page) ? 1 : 0;
        });
    }

    private void exit() {
        int last = moments.size() - 1;
        while (last >= 0
                && (moments.get(last).page() == null || moments.get(last).is(Step.SESSION_END))) {
            last--;
        }
        if (last >= 0) {
            Moment exit = moments.get(last);
            List<Moment> before = moments.subList(0, last + 1).stream()
                    .filter(moment -> exit.at() - moment.at() <= MINUTE / 2)
                    .toList();
            tally(exit).exitsAfterError += hasOf(before, Step.ERROR, exit.page());
            tally(exit).exitsAfterSearch += hasOf(before, Step.SEARCHED, exit.page());
        }
    }

    private static int hasOf(List<Moment> moments, String type, String page) {
        return moments.stream().anyMatch(moment -> moment.isOf(type, page)) ? 1 : 0;
    }
}
