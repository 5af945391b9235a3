package caravan.demo;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Header;

/** Decides what a request gets, as the Export API is documented to and seen to, and keeps what was asked. */
public final class Gate {
    private static final Pattern HOUR = Pattern.compile("(\\d{8})T(\\d{2})");
    private static final int LONGEST = 365 * 24;

    private final SimulatedProject project;
    private final String authorization;
    private final List<Request> requests = new ArrayList<>();
    private Function<HourRange, Optional<Trouble>> troubles = window -> Optional.empty();
    private int maxHours = LONGEST;

    Gate(SimulatedProject project) {
        this.project = project;
        byte[] keys = (project.apiKey() + ":" + project.secretKey()).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(keys);
    }

    /** One request at a time, so that the order of requests and of troubles is one and the same. */
    public synchronized Answer admit(
            @Header("Authorization") String given, @Header("start") String start, @Header("end") String end) {
        Answer answer = decide(given, start, end);
        requests.add(new Request(start, end, answer.status()));
        return answer;
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    synchronized void answer(Function<HourRange, Optional<Trouble>> other) {
        troubles = other;
    }

    synchronized void maxHours(int hours) {
        maxHours = hours;
    }

    private Answer decide(String given, String start, String end) {
        if (given == null) {
            return Answer.saying(401, Answer.UNAUTHORIZED);
        }
        if (!given.equals(authorization)) {
            return Answer.saying(403, Answer.FORBIDDEN);
        }
        try {
            return decide(new HourRange(hour("start", start), hour("end", end)));
        } catch (IllegalArgumentException e) {
            return Answer.saying(400, e.getMessage());
        }
    }

    private Answer decide(HourRange window) {
        if (window.last().number() - window.first().number() >= LONGEST) {
            return Answer.saying(400, "A range is of 365 days at most");
        }
        Optional<Trouble> trouble = troubles.apply(window);
        if (trouble.isPresent()) {
            return Answer.trouble(trouble.get());
        }
        if (window.count() > maxHours || project.archiveEstimate(window) > project.limit()) {
            return Answer.saying(400, Answer.TOO_LARGE);
        }
        boolean empty = window.hours().allMatch(hour -> project.events(hour) == 0);
        return empty ? Answer.saying(404, Answer.NO_DATA) : Answer.carrying(project, window);
    }

    private static Hour hour(String name, String text) {
        Matcher matcher = HOUR.matcher(String.valueOf(text));
        try {
            if (matcher.matches()) {
                LocalDate date = LocalDate.parse(matcher.group(1), DateTimeFormatter.BASIC_ISO_DATE);
                return Hour.of(date, Integer.parseInt(matcher.group(2)));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is no date: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(name + " is not an hour such as 20261101T05");
    }
}
