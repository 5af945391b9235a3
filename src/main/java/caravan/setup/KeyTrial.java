package caravan.setup;

import caravan.config.Project;

/** One cheap request to the Export API with a project's keys. */
@FunctionalInterface
public interface KeyTrial {
    Answer of(Project project);

    /**
     * @param good whether the keys work there
     * @param refused whether it is the keys that are refused
     * @param words what was answered; holds no key
     * @param remedy what to do; empty where nothing is wrong
     */
    record Answer(boolean good, boolean refused, String words, String remedy) {}
}
