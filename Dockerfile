# syntax=docker/dockerfile:1
#
# docker build --build-arg COMMIT=$(git rev-parse --short=12 HEAD) -t btc-feed .

FROM eclipse-temurin:25.0.4_7-jdk AS build
ARG COMMIT=
WORKDIR /src
COPY . .
RUN ./mvnw -B -q -pl bootstrap -am package -Dmaven.test.skip=true -Dbuild.commit="$COMMIT" \
 && mkdir /opt/btc-feed \
 && cp -p bootstrap/target/btc-feed.jar /opt/btc-feed/ \
 && jlink --strip-debug --no-header-files --no-man-pages --compress zip-6 --output /opt/java \
      --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.jfr,jdk.management,jdk.unsupported
# The AOT cache makes later starts faster. It needs the flags of the entry point below.
RUN FEED_DATA_DIR=/first-start /opt/java/bin/java -Xmx160m -Xmn40m -XX:+UseSerialGC -XX:MetaspaceSize=80m \
      -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError -XX:MaxDirectMemorySize=128m \
      -XX:AOTCacheOutput=/opt/btc-feed/btc-feed.aot -jar /opt/btc-feed/btc-feed.jar \
      demo --port 0 --seconds 8

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends redis-server ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --create-home feed
COPY --from=build /opt/java /opt/java
COPY --from=build /opt/btc-feed /opt/btc-feed
# The health check, and the CA of a managed database if you put one there (deploy/digitalocean/README.md).
COPY --chmod=755 deploy/healthy deploy/digitalocean/ca.pe[m] /opt/btc-feed/
USER 10001
# The journal, and the embedded store if no Redis is configured. The rest may be read-only.
VOLUME /data
ENV FEED_DATA_DIR=/data \
    FEED_REDIS_BINARY=/usr/bin/redis-server \
    FEED_LOG_FORMAT=json
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["/opt/btc-feed/healthy"]
ENTRYPOINT ["/opt/java/bin/java", "-Xmx160m", "-Xmn40m", "-XX:+UseSerialGC", "-XX:MetaspaceSize=80m", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-XX:MaxDirectMemorySize=128m", "-XX:AOTCache=/opt/btc-feed/btc-feed.aot", "-Xlog:aot*=off", "-jar", "/opt/btc-feed/btc-feed.jar"]
CMD ["run"]
