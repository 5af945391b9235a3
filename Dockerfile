# Two stages: Maven builds, a Java runtime runs. Bases are arguments, so that a registry of one's own can stand in.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-17
ARG RUN_IMAGE=eclipse-temurin:17-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# What changes rarely first: the libraries stay cached while only the sources change.
COPY .mvn .mvn
COPY pom.xml .
RUN mvn -q -B -DskipTests dependency:go-offline
COPY src src
RUN mvn -q -B -DskipTests package

FROM ${RUN_IMAGE}
WORKDIR /caravan
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/caravan.jar caravan.jar
COPY application.properties .
COPY routes routes
# The classes as the JVM keeps them: half the start. Without the archive the image runs all the same.
RUN mkdir /tmp/training && cd /tmp/training \
    && java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=/caravan/caravan.jsa -Dcaravan.home=/caravan -cp /caravan/caravan.jar caravan.cli.Training \
    ; rm -rf /tmp/training
# Nothing precious: spool, dead letters and, without a bucket, the lake. Mount it where those are to survive.
RUN mkdir data && chown 10001:10001 data
# A number and not a name, so that Kubernetes can see that it is not root.
USER 10001:10001
ENV CARAVAN_HTTP_ADDRESS=0.0.0.0:8080 HOME=/tmp
EXPOSE 8080
ENTRYPOINT ["java", "-Xms32m", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:SharedArchiveFile=/caravan/caravan.jsa", "-Xlog:disable", "-Xlog:all=error:stderr", "-Dcaravan.home=/caravan", "-jar", "/caravan/caravan.jar"]
CMD ["run"]
