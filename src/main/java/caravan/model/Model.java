package caravan.model;

import java.util.Set;

/**
 * One model: a query, and where its rows are kept.
 *
 * @param file what it is written in
 * @param refs the models that it reads, by name
 * @param sources the tables that it reads which are no models, as {@code source.table}
 */
record Model(Template file, Relation relation, ModelConfig config, Set<String> refs, Set<String> sources) {
    Model {
        refs = Set.copyOf(refs);
        sources = Set.copyOf(sources);
    }

    String name() {
        return file.name();
    }
}
