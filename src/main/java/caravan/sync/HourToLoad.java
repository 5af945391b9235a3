package caravan.sync;

import caravan.hour.Hour;

/** A committed hour that the warehouse lacks. */
public record HourToLoad(ProjectRun project, Hour hour) {}
