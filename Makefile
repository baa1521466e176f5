# Writ: what people type. `make tour` and `make test` need nothing but a Swift 6.3 toolchain.

PREFIX ?= /usr/local
SWIFT ?= swift
# On Linux the Swift library and the C libraries go into the program: it starts five times as fast.
ifeq ($(shell uname -s),Linux)
LIBRARIES := $(CURDIR)/.build/static
STATIC := --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs
endif
PROGRAM := .build/release/writ
# The program says which commit it is, and names its sources as if they lay here: two builds of one
# commit by one toolchain run the same bytes, wherever they are made (packaging/plain).
COMMIT := $(shell sh packaging/commit)
PLAIN_PATHS := -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. -Xcc -ffile-prefix-map=$(CURDIR)=.
# C libraries as their own release builds make them: BoringSSL's checks of itself cost a quarter of a
# signature's time, and -O2 for -O3 a twentieth.
C_RELEASE := -Xcc -DNDEBUG -Xcc -O3
BUILD := PKG_CONFIG_PATH="$(LIBRARIES)/pkgconfig:$$PKG_CONFIG_PATH" \
	$(SWIFT) build -c release $(STATIC) $(C_RELEASE) $(PLAIN_PATHS)

.PHONY: tour test build install uninstall deb deb-test reference format lint fuzz bench \
	bench-large bench-push bench-verify dependencies record clean

tour: build
	@sh docs/tour.sh $(PROGRAM)

test:
	@sh .ci/dependencies tests
	@sh .ci/test $(SWIFT)

build: dependencies
	@[ -z "$(LIBRARIES)" ] || sh packaging/static-libraries "$(LIBRARIES)"
	WRIT_COMMIT="$(COMMIT)" $(BUILD) --product writ

install: build
	@sh packaging/install $(PROGRAM) "$(PREFIX)" "$(DESTDIR)"

uninstall:
	@sh packaging/uninstall "$(PREFIX)" "$(DESTDIR)"

deb: build
	@sh .ci/dependencies packaging
	@sh packaging/debian/build $(PROGRAM)

# Puts the package into a fresh Debian root of its own and runs it there; not part of `make test`.
deb-test: deb
	@sh packaging/debian/try

reference:
	$(SWIFT) run writ generate reference docs/reference

format:
	$(SWIFT) format --in-place --recursive Sources Tests Fuzz Package.swift

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Fuzz Package.swift

# Feeds the parsers of untrusted bytes with made-up ones, so many seconds each.
SECONDS ?= 60
fuzz: dependencies
	@sh Fuzz/run $(SECONDS) || [ $$? = 3 ]

bench: build
	python3 Tests/Benchmarks/bench.py $(PROGRAM)
	python3 Tests/Benchmarks/lint.py $(PROGRAM)

# Verifying beside stock tools and the library alone: 200 and 10,000 people, 50,000 records.
bench-verify: build
	$(BUILD) --product SampleData
	python3 Tests/Benchmarks/verify.py $(PROGRAM) .build/release/SampleData

# One push to a server with hooks, with 1,000 and with 50,000 people's records on it.
bench-push: build
	python3 Tests/Benchmarks/push.py $(PROGRAM)

# A company of 5,000 people and 100 policies, and one of 50,000 people: half an hour.
bench-large: build
	$(BUILD) --product SampleData
	python3 Tests/Benchmarks/large.py $(PROGRAM) .build/release/SampleData

dependencies:
	@sh .ci/dependencies

record:
	RECORD=1 $(SWIFT) test --filter "TranscriptTests|ReferenceTests" || true

clean:
	$(SWIFT) package clean
