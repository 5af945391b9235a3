package caravan.store;

import java.io.IOException;
import java.util.Optional;

/** The store answered and will answer the same again: a right is missing, the bucket is not there, the disk is full. For a person. */
public final class StoreRefused extends IOException {
    private static final long serialVersionUID = 1;

    private final String said;
    private final String remedy;
    private final String right;

    public StoreRefused(String message, Throwable cause) {
        super(message, cause);
        said = message;
        remedy = null;
        right = null;
    }

    /**
     * @param said what the store answered
     * @param remedy what to do about it
     * @param right the one that the credentials lack, such as {@code s3:DeleteObject}; null where it is something else
     */
    StoreRefused(String said, String remedy, String right, Throwable cause) {
        super(said + "; " + remedy, cause);
        this.said = said;
        this.remedy = remedy;
        this.right = right;
    }

    /** The message without {@link #remedy}. */
    public String said() {
        return said;
    }

    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** The right that is missing, where that is all that is wrong. */
    public Optional<String> right() {
        return Optional.ofNullable(right);
    }
}
