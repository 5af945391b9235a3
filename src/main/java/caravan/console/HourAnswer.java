package caravan.console;

import caravan.archive.Escaped;
import caravan.hour.Hour;
import caravan.status.HourStories;
import caravan.status.HourStory;
import caravan.status.StoryJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The story of one hour. */
final class HourAnswer implements Answering {
    static final Pattern PATH = Pattern.compile("/api/hours/([^/]{1,60})/([^/]{1,60})");

    private final Asked asked;
    private final HourStories stories;
    private final Unanswered unanswered;
    private final Spelling spelling;

    HourAnswer(Asked asked, HourStories stories, Unanswered unanswered, Spelling spelling) {
        this.asked = asked;
        this.stories = stories;
        this.unanswered = unanswered;
        this.spelling = spelling;
    }

    @Override
    public Reply of(Question question) throws Refused {
        question.takes();
        Matcher path = PATH.matcher(question.path());
        if (!path.matches()) {
            throw new Refused(404, "there is nothing here; there are /api/hours and /api/hours/{project}/{hour}");
        }
        String project = path.group(1);
        asked.require(project);
        Hour hour = hour(path.group(2));
        try {
            return Reply.json(story(project, hour, question.events())).once();
        } catch (IOException e) {
            unanswered.count("project=" + project + " hour=" + hour + " cannot be told of now", e);
            throw Refused.later(30, "the store does not tell of this hour now; Caravan's log says why");
        }
    }

    private ObjectNode story(String project, Hour hour, boolean events) throws IOException {
        HourStory story = (events ? stories : stories.withoutWarehouse())
                .of(asked.pictures().ledger(project), hour);
        return spelling.in(new StoryJson(events).of(story));
    }

    private static Hour hour(String text) throws Refused {
        try {
            Hour hour = Hour.parse(text);
            if (hour.compareTo(Hour.EARLIEST) >= 0) {
                return hour;
            }
            throw new Refused(400, "Amplitude exports no hours before " + Hour.EARLIEST + "; asked was " + hour);
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    400,
                    "'" + Escaped.text(text, 40) + "' is not an hour; accepted is a UTC hour such as 2026-11-01T05");
        }
    }
}
