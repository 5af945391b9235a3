package caravan.setup;

import caravan.config.ConfigurationRefused;
import caravan.config.Draft;
import caravan.config.Key;
import caravan.config.Project;
import caravan.failure.ExitCode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks for the keys of the project, and finds the region where they work. */
final class AmplitudeStep extends Step {
    private static final String COPY =
            "copy both again from Amplitude, Settings > Projects, your project; both must be of the same project";

    private final Map<String, URI> regions;
    private final KeyTrial trial;

    /** @param regions the base of the Export API by the name of its region, in the order in which they are asked */
    AmplitudeStep(Draft draft, Questions questions, Sheet sheet, Map<String, URI> regions, KeyTrial trial) {
        super(draft, questions, sheet);
        this.regions = regions;
        this.trial = trial;
    }

    @Override
    void take() throws Unanswered, SetupRefused, ConfigurationRefused {
        sheet.title("Amplitude");
        while (true) {
            boolean typed = asked(Key.API_KEY, "API key");
            typed |= asked(Key.SECRET_KEY, "Secret key");
            Optional<Remark> wrong = tried();
            if (wrong.isEmpty() || !again(wrong.get(), typed)) {
                return;
            }
        }
    }

    /** @return whether it was for somebody to type */
    private boolean asked(Key key, String name) throws Unanswered {
        if (isGiven(key, name)) {
            return false;
        }
        String question = name + " (" + keeping(key, "hidden") + "): ";
        while (typed(key, question).isEmpty() && draft.present(key).isEmpty()) {
            sheet.say("it is needed; Ctrl-C ends this");
        }
        return true;
    }

    /** Where the keys are tried. @param name for people */
    private record Place(String name, URI url) {
        @Override
        public String toString() {
            return url + " (" + name + ")";
        }
    }

    /** @return what is wrong with the keys; empty where they work, and then the region is an answer too */
    private Optional<Remark> tried() throws ConfigurationRefused, Unanswered, SetupRefused {
        Project project = draft.judged().settings().projects().get(0);
        Map<Place, KeyTrial.Answer> answers = new LinkedHashMap<>();
        for (Place place : places(project)) {
            sheet.say("asking " + place);
            KeyTrial.Answer answer =
                    trial.of(new Project(project.name(), project.apiKey(), project.secretKey(), place.url()));
            if (answer.good()) {
                found(place.url());
                sheet.say(Remark.good("the keys work at " + place));
                return Optional.empty();
            }
            answers.put(place, answer);
        }
        return Optional.of(wrong(answers));
    }

    /** The one address that is set, else all regions, that which is set first. */
    private List<Place> places(Project project) {
        Optional<Draft.Given> url = draft.given(Key.URL).or(() -> draft.present(Key.URL));
        if (url.isPresent()) {
            return List.of(new Place(url.get().origin(), project.url()));
        }
        return regions.entrySet().stream()
                .sorted(Comparator.comparing(region -> !setting(Key.REGION).equals(Optional.of(region.getKey()))))
                .map(region -> new Place("region " + region.getKey(), region.getValue()))
                .toList();
    }

    private Optional<String> setting(Key key) {
        return draft.given(key).or(() -> draft.present(key)).map(Draft.Given::text);
    }

    /** Where an address is set, the region does not count. */
    private void found(URI url) throws Unanswered, SetupRefused {
        if (setting(Key.URL).isPresent()) {
            return;
        }
        String region = regions.entrySet().stream()
                .filter(one -> one.getValue().equals(url))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        Optional<Draft.Given> given = draft.given(Key.REGION);
        if (given.isPresent() && !given.get().text().equalsIgnoreCase(region)) {
            again(
                    Remark.wrong(
                            ExitCode.REFUSED,
                            "the keys work in region " + region + ", and "
                                    + given.get().origin() + " says "
                                    + given.get().text(),
                            "set it to " + region + " there, or take it away: it counts before .env"),
                    false);
        }
        accepted(Map.of(Key.REGION, region));
    }

    private Remark wrong(Map<Place, KeyTrial.Answer> answers) {
        Map<String, List<Place>> alike = answers.keySet().stream()
                .collect(Collectors.groupingBy(
                        place -> answers.get(place).words(), LinkedHashMap::new, Collectors.toList()));
        String words = alike.entrySet().stream()
                .map(group -> group.getValue().stream().map(Place::name).collect(Collectors.joining(" and ")) + ": "
                        + group.getKey())
                .collect(Collectors.joining("; "));
        List<String> remedies = new ArrayList<>();
        if (answers.values().stream().anyMatch(KeyTrial.Answer::refused)) {
            remedies.add(COPY);
        }
        answers.values().stream()
                .filter(answer -> !answer.refused())
                .map(KeyTrial.Answer::remedy)
                .distinct()
                .forEach(remedies::add);
        return Remark.wrong(
                ExitCode.REFUSED, words, String.join("; ", remedies) + ofOthers(Key.API_KEY, Key.SECRET_KEY));
    }
}
