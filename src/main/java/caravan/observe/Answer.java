package caravan.observe;

/**
 * What whoever asks by HTTP is told.
 *
 * @param status of HTTP
 * @param type of the text
 */
public record Answer(int status, String type, String text) {}
