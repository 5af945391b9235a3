package caravan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a dbt project, in the order of their paths. */
record ProjectFiles(Path folder) {
    /** What dbt makes, and its tests: folders of the project that say nothing of its models. */
    private static final Set<String> NOT_READ = Set.of("target", "dbt_packages", "logs", "tests");

    /** Below some of the project's folders, those that are there. */
    List<Template> below(List<String> folders, String... endings) throws IOException {
        List<Template> found = new ArrayList<>();
        for (String name : folders) {
            add(folder.resolve(name), found, endings);
        }
        return found;
    }

    /** Such a file, or those below such a folder. */
    private void add(Path below, List<Template> found, String... endings) throws IOException {
        if (!Files.exists(below)) {
            return;
        }
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Stream.of(endings).anyMatch(file.toString()::endsWith)) {
                    found.add(read(file));
                }
            }
        }
    }

    Template read(Path file) throws IOException {
        return new Template(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
    }

    /** Tells whether any of them is another than it was. What is not read may come and go meanwhile. */
    static String fingerprint(Path folder) throws IOException {
        List<Path> children;
        try (Stream<Path> all = Files.list(folder)) {
            children = all.filter(
                            child -> !NOT_READ.contains(child.getFileName().toString()))
                    .sorted()
                    .toList();
        }
        ProjectFiles files = new ProjectFiles(folder);
        List<Template> read = new ArrayList<>();
        for (Path child : children) {
            files.add(child, read, ".sql", ".yml", ".yaml");
        }
        Fingerprint fingerprint = new Fingerprint();
        read.forEach(file -> fingerprint.add(file.path()).add(file.text()));
        return fingerprint.text();
    }
}
