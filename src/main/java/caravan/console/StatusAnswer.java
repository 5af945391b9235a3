package caravan.console;

import caravan.hour.DueHours;
import caravan.hour.HourRange;
import caravan.observe.SyncSign;
import caravan.status.Standing;
import caravan.status.Ticks;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How each project stands. */
public final class StatusAnswer implements Answering {
    private final Pictures pictures;
    private final DueHours dueHours;
    private final Function<String, SyncSign> syncs;
    private final About about;
    private final Ticks ticks;

    /**
     * What is the same in every answer.
     *
     * @param token whether there is a token file
     * @param demo whether it is one that serves, whose commands are the demo's
     */
    public record About(String version, String store, String warehouse, String cron, boolean token, boolean demo) {}

    /** @param syncs what this process knows of a project's syncs */
    StatusAnswer(Pictures pictures, DueHours dueHours, Function<String, SyncSign> syncs, About about, Ticks ticks) {
        this.pictures = pictures;
        this.dueHours = dueHours;
        this.syncs = syncs;
        this.about = about;
        this.ticks = ticks;
    }

    @Override
    public Reply of(Question question) throws Refused {
        question.takes("from", "to", "last");
        Optional<HourRange> range = question.range(dueHours.clock());
        List<Picture> all = new ArrayList<>();
        pictures.projects().forEach(name -> all.add(pictures.of(name)));
        ObjectNode json = Json.object();
        Json.putOrNull(json, "asOf", oldest(all));
        json.put("now", dueHours.now().toString())
                .put("version", about.version())
                .put("store", about.store())
                .put("warehouse", about.warehouse())
                .put("demo", about.demo());
        ObjectNode schedule = json.putObject("schedule").put("cron", about.cron());
        Json.put(schedule, "next", ticks.after(dueHours.now()));
        json.putObject("access")
                .put("token", about.token() ? "configured" : "none")
                .put("events", question.events())
                .put("actions", question.events());
        ArrayNode projects = json.putArray("projects");
        all.forEach(picture -> projects.add(project(picture, range)));
        return Reply.json(json).once();
    }

    private static Optional<Instant> oldest(List<Picture> all) {
        return all.stream().allMatch(picture -> picture.readAt().isPresent())
                ? all.stream().map(picture -> picture.readAt().get()).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    private ObjectNode project(Picture picture, Optional<HourRange> range) {
        ObjectNode json = Json.object().put("project", picture.project());
        ObjectNode reading = json.putObject("reading");
        Optional<Picture.View> view = picture.view();
        reading.put("state", picture.failedAt().isPresent() ? "failed" : view.isPresent() ? "ready" : "reading");
        Json.put(reading, "at", picture.readAt());
        Json.put(reading, "failedAt", picture.failedAt());
        view.ifPresent(there -> {
            new Reach(there, dueHours).put(json);
            numbers(json, there.columns(), there.columns().within(range));
        });
        json.set("sync", sync(syncs.apply(picture.project())));
        return json;
    }

    private static void numbers(ObjectNode json, Columns columns, Optional<HourRange> range) {
        ObjectNode counts = json.putObject("counts");
        for (Standing standing : Standing.values()) {
            counts.put(
                    standing.toString(),
                    range.map(hours -> columns.count(hours, standing)).orElse(0));
        }
        json.put("person", range.map(hours -> columns.count(hours, 'p')).orElse(0))
                .put("suspect", range.map(hours -> columns.count(hours, 's')).orElse(0))
                .put(
                        "events",
                        range.map(hours -> columns.sum(hours, columns.events)).orElse(0L))
                .put(
                        "bytes",
                        range.map(hours -> columns.sum(hours, columns.bytes)).orElse(0L));
    }

    private static ObjectNode sync(SyncSign sign) {
        ObjectNode json = Json.object().put("running", sign.running());
        Json.put(json, "startedAt", sign.startedAt());
        Json.put(json, "endedAt", sign.endedAt());
        sign.exitCode().ifPresent(code -> json.put("exitCode", code.number()));
        Json.put(json, "pausedSince", sign.pausedSince());
        return json;
    }
}
