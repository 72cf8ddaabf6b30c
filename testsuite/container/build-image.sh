#!/usr/bin/env bash
# Builds a Keycloak image from Debian packages and the Maven distribution, for places without an image registry.
# Usage: build-image.sh [keycloak-version [tag]]     (as root: debootstrap needs it)
# By default the version of pom.xml, and the tag that the tests take by default. Ends with 69 where this machine lacks
# something: root, debootstrap, packages, a Docker daemon that can run containers.
set -euo pipefail

if [ $# -gt 2 ]; then
    echo "Usage: $0 [keycloak-version [tag]]" >&2
    exit 2
fi

container_dir=$(cd "$(dirname "$0")" && pwd)
root_dir=$(cd "$container_dir/../.." && pwd)
work_dir=$container_dir/target/image
base_tag=keycloak-assume-test/debian-jre:local

unavailable() {
    echo "build-image.sh: $*" >&2
    exit 69
}

[ "$(id -u)" = 0 ] || unavailable "run it as root: debootstrap needs to be"
command -v debootstrap >/dev/null || unavailable "debootstrap is missing; apt-get install debootstrap"
docker version >/dev/null 2>&1 || unavailable "no Docker daemon answers; start-docker.sh starts one"

maven=mvn
if [ -x "$root_dir/mvnw" ]; then
    maven=$root_dir/mvnw
fi

version=${1:-}
if [ -z "$version" ]; then
    version=$(sed -n 's|.*<keycloak.version>\(.*\)</keycloak.version>.*|\1|p' "$root_dir/pom.xml" | head -n 1)
fi
tag=${2:-local/keycloak-assume-test:$version}

# Where this machine's own packages come from: its release and its mirror, whatever they are.
release=$(. /etc/os-release && echo "${VERSION_CODENAME:?}")
mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' "Created-By: Packages" |
    awk -v release="$release" '$2 == release && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || unavailable "apt knows no source of release $release"

mkdir -p "$work_dir"

if ! docker image inspect "$base_tag" >/dev/null 2>&1; then
    echo "Base image: $release with a Java runtime"
    rm -rf "$work_dir/rootfs"
    trap 'rm -rf "$work_dir/rootfs"' EXIT
    debootstrap --variant=minbase --include=openjdk-17-jre-headless,ca-certificates \
        "$release" "$work_dir/rootfs" "$mirror" >"$work_dir/debootstrap.log" 2>&1 ||
        {
            tail -n 10 "$work_dir/debootstrap.log" >&2
            unavailable "debootstrap failed, see $work_dir/debootstrap.log"
        }
    rm -rf "$work_dir"/rootfs/var/cache/apt/* "$work_dir"/rootfs/var/lib/apt/lists/*
    tar -C "$work_dir/rootfs" -c . | docker import --change 'ENV LANG=C.UTF-8' - "$base_tag" >/dev/null
fi

docker run --rm "$base_tag" true || unavailable "the Docker daemon cannot run a container"

echo "Keycloak $version from Maven"
rm -rf "$work_dir/context"
(cd "$root_dir" && "$maven" -q -B -N org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack \
    -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:zip" -DoutputDirectory="$work_dir/context")
mv "$work_dir/context/keycloak-$version" "$work_dir/context/keycloak"
cp "$container_dir/Dockerfile" "$work_dir/context/"

DOCKER_BUILDKIT=0 docker build -q --build-arg "BASE=$base_tag" -t "$tag" "$work_dir/context"
echo "Built $tag"
