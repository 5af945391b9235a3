package caravan.cli;

import caravan.archive.Escaped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Refuses the start on route files that are more than plain YAML, before Camel reads them: a tag would name a class, aliases of
 * aliases and endless nesting would fill the memory. Reads them as a stream, so that neither happens here.
 */
final class PlainYaml extends MainListenerSupport {
    private static final int DEEPEST = 60;

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
        try (InputStream yaml = Files.newInputStream(file)) {
            int depth = 0;
            for (Event event : new Parse(LoadSettings.builder().build()).parseInputStream(yaml)) {
                depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
                Optional<String> problem =
                        depth > DEEPEST ? Optional.of("more than " + DEEPEST + " levels of nesting") : problem(event);
                if (problem.isPresent()) {
                    int line = event.getStartMark().orElseThrow().getLine() + 1;
                    return Optional.of(file.getFileName() + ": line " + line + " has " + problem.get()
                            + "; accepted is plain YAML, without tags, anchors and aliases, at most " + DEEPEST
                            + " levels deep");
                }
            }
            return Optional.empty();
        } catch (IOException | YamlEngineException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> problem(Event event) {
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        if (tag.isPresent()) {
            return Optional.of("the tag " + Escaped.text(tag.get(), 100));
        }
        Optional<String> anchor =
                event instanceof NodeEvent node ? node.getAnchor().map(Anchor::getValue) : Optional.empty();
        String word = event instanceof AliasEvent ? "the alias *" : "the anchor &";
        return anchor.map(name -> word + Escaped.text(name, 100));
    }
}
