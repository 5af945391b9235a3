package caravan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a dbt project, in the order of their paths. */
record ProjectFiles(Path folder) {
    /** What dbt makes, and its tests. */
    private static final List<String> NOT_READ = List.of("target/", "dbt_packages/", "logs/", "tests/");

    /** Below some of the project's folders, those that are there. */
    List<Template> below(List<String> folders, String... endings) throws IOException {
        List<Template> found = new ArrayList<>();
        for (String name : folders) {
            Path below = folder.resolve(name);
            if (!Files.isDirectory(below)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(below)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                        found.add(read(file));
                    }
                }
            }
        }
        return found;
    }

    Template read(Path file) throws IOException {
        return new Template(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
    }

    /** Tells whether any of them is another than it was. */
    static String fingerprint(Path folder) throws IOException {
        ProjectFiles files = new ProjectFiles(folder);
        Fingerprint fingerprint = new Fingerprint();
        for (Template file : files.below(List.of(""), ".sql", ".yml", ".yaml")) {
            if (NOT_READ.stream().noneMatch(file.path()::startsWith)) {
                fingerprint.add(file.path()).add(file.text());
            }
        }
        return fingerprint.text();
    }
}
