package caravan.warehouse;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another process has the warehouse open: one writes, or several read. */
public final class WarehouseHeld extends IOException {
    private static final long serialVersionUID = 1L;
    private static final Pattern HOLDER = Pattern.compile("held in (.+?) \\(PID (\\d+)\\)");

    private WarehouseHeld(Path file, Optional<String> holder, Throwable cause) {
        super(
                "the warehouse " + file + " is held by "
                        + holder.orElse("another process")
                        + "; one process writes it at a time, and nobody reads it meanwhile: wait until that one is through, or stop it",
                cause);
    }

    /** Empty where DuckDB said something else. */
    static Optional<WarehouseHeld> by(Path file, SQLException said) {
        String words = WarehouseFault.words(said);
        boolean held = words.contains("Could not set lock on file") || words.contains("used by another process");
        if (!held) {
            return Optional.empty();
        }
        Matcher holder = HOLDER.matcher(words);
        return Optional.of(new WarehouseHeld(
                file,
                holder.find()
                        ? Optional.of("process " + holder.group(2) + " (" + holder.group(1) + ")")
                        : Optional.empty(),
                said));
    }
}
