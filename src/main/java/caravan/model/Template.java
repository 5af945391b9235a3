package caravan.model;

/**
 * One file of templates.
 *
 * @param path below the project's folder, as messages name it
 */
record Template(String path, String text) {
    /** The file's name without its ending: what a model is called. */
    String name() {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return file.substring(0, file.lastIndexOf('.'));
    }
}
