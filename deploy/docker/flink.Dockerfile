# Flink's own image with the distribution on its class path, for processes that Flink's scripts start: on Kubernetes and in compose.yaml. Build it after
# ./mvnw -DskipTests verify, from the root of the repository:
#   docker build -f deploy/docker/flink.Dockerfile --build-arg VERSION=0.1.0-SNAPSHOT -t millrace-flink:0.1.0-SNAPSHOT .
ARG FLINK=2.3.0-java17
FROM flink:${FLINK}

ARG VERSION=0.1.0-SNAPSHOT
ADD --chown=0:0 deploy/dist/target/millrace-${VERSION}.tar.gz /opt/
# In lib/ and not in usrlib/: libtorch's native library can be loaded by one class loader only, and each job has its own. The plugin is for object stores.
RUN ln -s /opt/millrace-${VERSION} /opt/millrace \
 && bash /opt/millrace/deploy/flink/usrlib --link /opt/flink/lib/millrace \
 && mkdir /opt/flink/plugins/s3-fs-hadoop \
 && cp /opt/flink/opt/flink-s3-fs-hadoop-*.jar /opt/flink/plugins/s3-fs-hadoop/ \
 && mkdir /runs /scratch \
 && chown 9999:9999 /runs /scratch

ENV LANG=C.UTF-8 MALLOC_ARENA_MAX=2 DJL_OFFLINE=true OPT_OUT_TRACKING=true ENGINE_CACHE_DIR=/scratch/djl
ENV JAVA_TOOL_OPTIONS="-Dmillrace.home=/opt/millrace -Dmillrace.symja=/opt/millrace/lib/symja/*"
USER 9999:9999
VOLUME /runs
VOLUME /scratch
