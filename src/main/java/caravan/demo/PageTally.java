package caravan.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A page's facts while they are counted. */
final class PageTally {
    private final Set<String> visitors = new HashSet<>();
    private final List<Long> firstActions = new ArrayList<>();
    private long views;

    long backAndForth;
    long rageClicks;
    long formsStarted;
    long formsAbandoned;
    long exitsAfterError;
    long exitsAfterSearch;

    void view(String userKey) {
        views++;
        visitors.add(userKey);
    }

    /** @param micros after the view */
    void firstAction(long micros) {
        firstActions.add(micros);
    }

    PageFacts facts() {
        return new PageFacts(
                views,
                visitors.size(),
                backAndForth,
                rageClicks,
                formsStarted,
                formsAbandoned,
                exitsAfterError,
                exitsAfterSearch,
                firstActions);
    }
}
