package caravan.failure;

import caravan.archive.ArchiveRefused;
import caravan.archive.DiskFault;
import caravan.archive.ExportAnswer;
import caravan.archive.LimitExceeded;
import caravan.archive.SourceFault;
import caravan.archive.SpoolFull;
import caravan.driver.DriverMissing;
import caravan.failure.Failure.Kind;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.LedgerUnreadable;
import caravan.model.ModelFailed;
import caravan.model.ModelsRefused;
import caravan.store.S3Fault;
import caravan.store.StoreRefused;
import caravan.warehouse.HourRefused;
import caravan.warehouse.ObjectMismatch;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseFault;
import caravan.warehouse.WarehouseHeld;
import caravan.warehouse.WarehouseRefused;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one place where it is decided what a failure is, and so who acts and whether a call is repeated. Routes ask it twice:
 * {@code on-failure} whether to repeat a single call, and the {@code doCatch} of project, window and hour what to make of it.
 */
public final class FailureTable {
    private static final Set<Kind> REPEATED = Set.of(Kind.SOURCE_AWAY, Kind.STORE_AWAY);

    /** Whether the same call may well succeed a moment later. */
    public boolean repeats(Throwable thrown) {
        Throwable cause = root(thrown);
        boolean seen = cause instanceof IOException || cause instanceof SdkException;
        return seen && REPEATED.contains(kind(cause, 1));
    }

    /** Of what is about no window. */
    public Failure classify(Throwable thrown) {
        return classify(thrown, 1);
    }

    /**
     * What happened, of which row it is, and its words; however Camel or an executor has wrapped it.
     *
     * @param hours of the window: what is too much for many may not be for fewer
     */
    public Failure classify(Throwable thrown, int hours) {
        Throwable cause = root(thrown);
        return new Failure(kind(cause, hours), words(cause));
    }

    /** Whether Amplitude refused the keys. */
    public static boolean blamesKeys(Throwable thrown) {
        return root(thrown) instanceof ExportAnswer answer && answer.blamesKeys();
    }

    private static Kind kind(Throwable cause, int hours) {
        if (cause instanceof ExportAnswer answer) {
            return answered(answer);
        }
        if (cause instanceof SourceFault) {
            return Kind.SOURCE_AWAY;
        }
        if (cause instanceof LimitExceeded) {
            return tooMuch(hours);
        }
        if (cause instanceof ArchiveRefused) {
            return Kind.CORRUPT;
        }
        if (cause instanceof SpoolFull) {
            return Kind.SPOOL_FULL;
        }
        if (cause instanceof DiskFault || cause instanceof FileSystemException) {
            return Kind.DISK;
        }
        if (cause instanceof LedgerUnreadable) {
            return Kind.UNREADABLE;
        }
        if (cause instanceof LedgerMismatch) {
            return Kind.LEDGER;
        }
        if (cause instanceof WarehouseHeld) {
            return Kind.WAREHOUSE_HELD;
        }
        if (cause instanceof WarehouseFault fault) {
            return fault.isOutOfMemory() ? Kind.WAREHOUSE_MEMORY : Kind.WAREHOUSE;
        }
        if (cause instanceof DriverMissing) {
            return Kind.WAREHOUSE;
        }
        if (cause instanceof WarehouseAway) {
            return Kind.WAREHOUSE_AWAY;
        }
        if (cause instanceof WarehouseRefused) {
            return Kind.WAREHOUSE_REFUSED;
        }
        if (cause instanceof HourRefused) {
            return Kind.WAREHOUSE_HOUR;
        }
        if (cause instanceof ModelsRefused || cause instanceof ModelFailed) {
            return Kind.MODELS;
        }
        if (cause instanceof ObjectMismatch) {
            return Kind.OBJECT;
        }
        if (cause instanceof StoreRefused) {
            return cause.getCause() instanceof IOException ? Kind.DISK : Kind.STORE_REFUSED;
        }
        if (cause instanceof SdkException fault) {
            return S3Fault.refuses(fault) ? Kind.STORE_REFUSED : Kind.STORE_AWAY;
        }
        if (cause instanceof IOException) {
            return Kind.STORE_AWAY;
        }
        return Kind.BUG;
    }

    private static Kind answered(ExportAnswer answer) {
        int status = answer.status();
        return switch (status) {
            case 400 -> answer.blamesRequest() ? Kind.BAD_REQUEST : tooMuch(answer.hours());
            case 504 -> answer.hours() > 1 ? Kind.TOO_LARGE : Kind.SOURCE_AWAY;
            case 408, 425, 429 -> Kind.SOURCE_AWAY;
            default -> status >= 500 ? Kind.SOURCE_AWAY : Kind.REFUSED;
        };
    }

    private static Kind tooMuch(int hours) {
        return hours > 1 ? Kind.TOO_LARGE : Kind.OVERSIZE;
    }

    /** The first cause that this table knows; Camel and executors wrap it. */
    private static Throwable root(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause() == at ? null : at.getCause()) {
            if (at instanceof IOException || at instanceof SdkException) {
                return at;
            }
        }
        return thrown;
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        boolean plain = cause instanceof ExportAnswer
                || cause instanceof SourceFault
                || cause instanceof ArchiveRefused
                || cause instanceof DiskFault
                || cause instanceof StoreRefused
                || cause instanceof LedgerMismatch
                || cause instanceof LedgerUnreadable
                || cause instanceof WarehouseHeld
                || cause instanceof WarehouseFault
                || cause instanceof WarehouseAway
                || cause instanceof WarehouseRefused
                || cause instanceof HourRefused
                || cause instanceof DriverMissing
                || cause instanceof ModelsRefused
                || cause instanceof ModelFailed
                || cause instanceof ObjectMismatch
                || cause instanceof SpoolFull;
        return plain ? message : cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
