package caravan.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads who is exported: the one project of {@code caravan.amplitude.*}, or several of {@code caravan.projects.*}. */
final class ProjectsReading {
    private static final List<Key> ONE =
            List.of(Key.API_KEY, Key.SECRET_KEY, Key.REGION, Key.URL, Key.API_KEY_FILE, Key.SECRET_KEY_FILE);
    private static final List<Key> OF_MANY = List.of(
            Key.PROJECTS_API_KEY,
            Key.PROJECTS_SECRET_KEY,
            Key.PROJECTS_REGION,
            Key.PROJECTS_URL,
            Key.PROJECTS_API_KEY_FILE,
            Key.PROJECTS_SECRET_KEY_FILE);
    private static final Accepted<String> NAME = new Accepted<>("a name of [a-z0-9], 1 to 40 characters", text -> {
        Accepted.check(Project.isName(text));
        return text;
    });

    private final Reading reading;
    private final SecretReading secrets;

    ProjectsReading(Reading reading, SecretReading secrets) {
        this.reading = reading;
        this.secrets = secrets;
    }

    List<Project> projects() {
        TreeSet<String> names = reading.values().keySet().stream()
                .flatMap(name -> KeyNames.project(name).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.isEmpty()) {
            return List.of(project(reading.required(Key.PROJECT, NAME), ONE));
        }
        refuseBoth();
        List<Project> projects = new ArrayList<>();
        for (String name : names) {
            if (Project.isName(name)) {
                projects.add(project(name, OF_MANY));
            } else {
                reading.problem(first(name) + ": the project's name is refused; accepted is " + NAME.words());
            }
        }
        return projects;
    }

    private Value first(String project) {
        return OF_MANY.stream()
                .map(key -> reading.values().get(KeyNames.ofProject(key, project)))
                .filter(value -> value != null)
                .findFirst()
                .orElseThrow();
    }

    private void refuseBoth() {
        String several = reading.values().values().stream()
                .filter(value -> value.key().ofProjects())
                .map(Value::toString)
                .findFirst()
                .orElseThrow();
        for (Key key : Stream.concat(Stream.of(Key.PROJECT), ONE.stream()).toList()) {
            reading.value(key)
                    .ifPresent(one -> reading.problem(one + ": not together with " + several
                            + "; accepted is either the one project or caravan.projects.*"));
        }
    }

    private Project project(String name, List<Key> keys) {
        Secret apiKey = secret(name, keys.get(0), keys.get(4), SecretText.apiKey());
        Secret secretKey = secret(name, keys.get(1), keys.get(5), SecretText.plain());
        String regionName = KeyNames.ofProject(keys.get(2), name);
        Region region = reading.optional(keys.get(2), regionName, Accepted.oneOf(List.of(Region.values())))
                .orElse(Region.US);
        String urlName = KeyNames.ofProject(keys.get(3), name);
        URI url = reading.orElse(keys.get(3), urlName, region.url(), Addresses.amplitude());
        refuseOtherRegion(Optional.ofNullable(reading.values().get(regionName)), region, url);
        return new Project(name, apiKey, secretKey, url);
    }

    /** An address of Amplitude's other region answers 403 to right keys, which is hard to understand later. */
    private void refuseOtherRegion(Optional<Value> set, Region region, URI url) {
        for (Region other : Region.values()) {
            if (set.isPresent() && other != region && other.url().equals(url)) {
                reading.problem(set.get() + ": " + url + " is the address of the region " + other
                        + "; accepted is one of the two alone");
            }
        }
    }

    private Secret secret(String project, Key key, Key file, Accepted<Secret> accepted) {
        String name = KeyNames.ofProject(key, project);
        if (!secrets.isSet(name)) {
            reading.problem(KeyNames.spellings(key, name) + " is not set");
        }
        return secrets.of(key, file, name, accepted).orElse(new Secret(""));
    }
}
