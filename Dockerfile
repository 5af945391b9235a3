# Two stages: Maven and a JDK build, a small Linux runs. Bases are arguments, so that a registry of one's own can stand in.
# What runs brings its own Java and needs no shell: any Linux with glibc, libstdc++ and zlib will do as RUN_IMAGE.
# --build-arg DRIVERS="duckdb" adds what one store or warehouse alone needs; without, the image has 215 MB unpacked.
ARG BUILD_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-17
ARG RUN_IMAGE=gcr.io/distroless/cc-debian13

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# All of Java SE, and of the rest what is used; a whole JRE is three times as large. The dump is what every archive of classes builds on.
RUN jlink --add-modules java.se,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs \
    --strip-debug --no-man-pages --no-header-files --compress=2 --output java && java/bin/java -Xshare:dump -Xlog:disable && \
    mkdir locale && cp -R /usr/lib/locale/C.[Uu]* locale/
# What changes rarely first: building nothing fetches all that is needed, and stays cached while only the sources change.
COPY .mvn .mvn
COPY pom.xml .
RUN mvn -q -B -DskipTests package
COPY src src
RUN mvn -q -B -DskipTests package && mkdir -p home/data && chmod 1777 home/data
# As caravan.store and caravan.warehouse spell them. The others go.
ARG DRIVERS=
RUN cd target/lib; for driver in $DRIVERS; do [ -d "$driver" ] || { echo "DRIVERS: there is no '$driver', only" */ >&2; exit 1; }; done; \
    for driver in */; do case " $DRIVERS " in *" ${driver%/} "*) ;; *) rm -rf "$driver" ;; esac; done

FROM ${RUN_IMAGE} AS product
WORKDIR /caravan
COPY --from=build /build/java /opt/java
# Distroless has no C.UTF-8: without it Java takes all for ASCII, and writes question marks.
COPY --from=build /build/locale /usr/lib/locale
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/caravan.jar .
COPY LICENSE application.properties ./
COPY routes routes
COPY dbt dbt
ENV HOME=/caravan LANG=C.UTF-8 PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# Beside the two: what the JVM notes of the classes of two small demos, in a place that is thrown away. It halves the start, counts
# for this very JRE and this very jar, and is the first proof that the two fit: where the demo fails, so does the build.
FROM product AS training
WORKDIR /training
RUN ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=error:stderr", \
    "-XX:ArchiveClassesAtExit=/training/caravan.jsa", "-Dcaravan.home=/caravan", "-Dcaravan.training=true", "-jar", "/caravan/caravan.jar"]

FROM product
COPY --from=training /training/caravan.jsa .
# Nothing precious: spool, dead letters and, without a bucket, the lake. Mount it where those are to survive; for everybody, since a
# tmpfs belongs to root and takes the mode of the folder that it hides.
COPY --from=build --chown=10001:10001 /build/home/ ./
# A number and not a name, so that Kubernetes can see that it is not root.
USER 10001:10001
# The environment counts before a mounted application.properties: whoever wants another address sets it here, where the probe reads it.
ENV CARAVAN_HTTP_ADDRESS=0.0.0.0:8080
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", \
    "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xlog:disable", "-cp", "/caravan/caravan.jar", "caravan.cli.HealthProbe"]
# The options of the launcher, but for the heap: a share of what the container may use. JDK_JAVA_OPTIONS=-Xmx1g stands instead of it.
ENTRYPOINT ["java", "-Xms32m", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", \
    "-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000", "-XX:Tier4CompileThreshold=150000", \
    "-XX:Tier4BackEdgeThreshold=400000", "-XX:SharedArchiveFile=/caravan/caravan.jsa", "-Xlog:disable", "-Xlog:all=error:stderr", \
    "-Duser.home=/caravan", "-Dcaravan.home=/caravan", "-jar", "/caravan/caravan.jar"]
CMD ["run"]
# After all that takes time: these change with each build.
ARG VERSION=unknown
ARG REVISION=unknown
ARG RUN_IMAGE
LABEL org.opencontainers.image.title="Caravan" \
    org.opencontainers.image.description="Carries an Amplitude project's raw events, hour by hour, to your own storage" \
    org.opencontainers.image.licenses="MIT" \
    org.opencontainers.image.version="${VERSION}" \
    org.opencontainers.image.revision="${REVISION}" \
    org.opencontainers.image.base.name="${RUN_IMAGE}"
