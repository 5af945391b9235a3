package caravan.cli;

import caravan.archive.Escaped;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Refuses the start on route files that are more than plain YAML, before Camel reads them: a tag would name a class, aliases of
 * aliases and endless nesting would fill the memory. Reads them as a stream, so that neither happens here.
 */
final class PlainYaml extends MainListenerSupport {
    private static final int DEEPEST = 60;
    private static final YAMLFactory YAML = new YAMLFactory();

    private final List<Path> files;

    PlainYaml(List<Path> files) {
        this.files = files;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        files.forEach(file -> problem(file).ifPresent(problem -> {
            throw new RoutesRefused(
                    "the routes cannot run, nothing was started: " + problem + "; mend that file", null);
        }));
    }

    /** What is not plain in it; empty also where it cannot be read at all, which whoever reads it next says better. */
    static Optional<String> problem(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (YAMLParser yaml = YAML.createParser(file.toFile())) {
            for (JsonToken token = yaml.nextToken(); token != null; token = yaml.nextToken()) {
                Optional<String> problem = problem(yaml);
                if (problem.isPresent()) {
                    return Optional.of(file.getFileName() + ": line "
                            + yaml.currentTokenLocation().getLineNr() + " has " + problem.get()
                            + "; accepted is plain YAML, without tags, anchors and aliases");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> problem(YAMLParser yaml) throws IOException {
        if (yaml.getTypeId() != null) {
            return Optional.of("the tag " + Escaped.text(String.valueOf(yaml.getTypeId()), 100));
        }
        if (yaml.isCurrentAlias()) {
            return Optional.of("the alias *" + Escaped.text(yaml.getText(), 100));
        }
        if (yaml.getObjectId() != null) {
            return Optional.of("the anchor &" + Escaped.text(String.valueOf(yaml.getObjectId()), 100));
        }
        boolean deep = yaml.getParsingContext().getNestingDepth() > DEEPEST;
        return deep ? Optional.of("more than " + DEEPEST + " levels of nesting") : Optional.empty();
    }
}
