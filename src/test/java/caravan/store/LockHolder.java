package caravan.store;

import java.nio.file.Path;

/** Another process that holds a store's lock until it is killed. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
        StoreLock.holding(Path.of(arguments[0]), () -> {
            System.out.println("held");
            return System.in.read();
        });
    }
}
