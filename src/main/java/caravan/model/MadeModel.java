package caravan.model;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A model that a refresh brought up to date.
 *
 * @param name with its schema
 * @param rows that were written; none of a view
 */
public record MadeModel(String name, ModelConfig.Kind kind, OptionalLong rows, Duration took) {}
