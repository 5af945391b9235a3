package caravan.wire;

import java.util.concurrent.atomic.AtomicBoolean;

/** A fault at work on one connection, with the bytes that have come under it. Only the flow of the fault's way counts. */
final class Armed {
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    final Fault fault;
    /** Came with a request, and goes with it. */
    final boolean forOneRequest;

    private final AtomicBoolean struck = new AtomicBoolean();
    private boolean inHead;
    private int matched;
    private long carried;

    Armed(Fault fault, boolean forOneRequest) {
        this.fault = fault;
        this.forOneRequest = forOneRequest;
        this.inHead = fault.ofBody();
    }

    /** How many of these bytes come before the fault's place; all of them where it lies further on. */
    int before(byte[] bytes, int count) {
        int head = inHead ? head(bytes, count) : 0;
        long before = head + Math.max(0, fault.at() - carried);
        carried += count - head;
        return inHead ? count : (int) Math.min(count, before);
    }

    private int head(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            matched = bytes[i] == END_OF_HEAD[matched] ? matched + 1 : bytes[i] == '\r' ? 1 : 0;
            if (matched == END_OF_HEAD.length) {
                inHead = false;
                return i + 1;
            }
        }
        return count;
    }

    /** True for the first who says so. */
    boolean strike() {
        return struck.compareAndSet(false, true);
    }
}
