# syntax=docker/dockerfile:1
# Builds the program in one stage and runs it, without a shell's rights, in another.

FROM golang:1.26-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm make gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN make build

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin figurehead \
 && install -d -o figurehead -g figurehead -m 0700 /data
COPY --from=build /src/figurehead /usr/local/bin/figurehead
USER 10001
VOLUME /data
EXPOSE 8080
ENV FIGUREHEAD_DATA=/data FIGUREHEAD_ADDR=0.0.0.0:8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["curl", "-fsS", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["figurehead"]
CMD ["serve"]
