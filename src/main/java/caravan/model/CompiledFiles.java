package caravan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where people read the SQL that comes of a model: a file each, under the name of its table. Made anew whenever it is written. */
record CompiledFiles(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(CompiledFiles.class);

    /** @return where it is, in words; a folder that cannot be written stops nothing */
    String write(Model model, List<String> statements) {
        Path file = folder.resolve(model.relation().schema())
                .resolve(model.relation().name() + ".sql");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "-- " + model.file().path() + "\n" + String.join(";\n\n", statements) + ";\n");
            return "its SQL is in " + file;
        } catch (IOException e) {
            LOG.debug("the SQL of {} was not written", model.relation(), e);
            return "its SQL would be in " + file + ", which cannot be written (" + e + ")";
        }
    }
}
