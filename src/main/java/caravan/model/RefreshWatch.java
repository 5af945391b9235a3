package caravan.model;

/** Whoever wants to see how far a refresh is. */
public interface RefreshWatch {
    /** Nobody. */
    RefreshWatch NOBODY = (model, done, all) -> {};

    /** @param done models before this one */
    void begins(String model, int done, int all);
}
