#!/usr/bin/env python3
"""An outside learner for Millrace: trains a Llama or Qwen2 policy with GRPO on published minibatches (docs/outside-learner.md).

  python3 learner.py --run runs/o1
  python3 learner.py --run runs/o1 --minibatches kafka:minibatches --acknowledgements kafka:acknowledgements --servers HOST:PORT
"""
import argparse
import json
import math
import os
import shutil
import time
import zlib
from pathlib import Path


def replace(file, text):  # Atomically: readers see the old content or the new one.
    file.with_name(file.name + ".draft").write_text(text)
    os.replace(file.with_name(file.name + ".draft"), file)


class DirectoryChannel:
    """A channel in a folder: segments of JSON lines; head.json says how much has been published."""
    def __init__(self, folder):
        self.folder, self.segment, self.offset = Path(folder), -1, 0

    def head(self):
        file = self.folder / "head.json"
        return json.loads(file.read_text()) if file.exists() else {"records": 0, "segment": 0, "bytes": 0}

    def read(self):  # The records published since the last call; on the first call, all records still held.
        head, records = self.head(), []
        for file in sorted(self.folder.glob("*.jsonl")):
            first = int(file.stem)
            if self.segment <= first <= head["segment"]:
                self.segment, self.offset = first, self.offset if first == self.segment else 0
                with open(file, "rb") as data:
                    data.seek(self.offset)
                    new = data.read(head["bytes"] - self.offset if first == head["segment"] else -1)
                self.offset += len(new)
                records += [json.loads(line) for line in new.split(b"\n") if line]
        return records

    def append(self, records):  # All or nothing: bytes beyond head.json, left by a crash, are truncated by the next call.
        head = self.head()
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / f"{head['segment']:020d}.jsonl", "ab") as data:
            data.truncate(head["bytes"])
            lines = b"".join(json.dumps(record).encode() + b"\n" for record in records)
            data.write(lines)
            data.flush()
            os.fsync(data.fileno())
        published = {"records": head["records"] + len(records), "segment": head["segment"], "bytes": head["bytes"] + len(lines)}
        replace(self.folder / "head.json", json.dumps(published))


class KafkaChannel:
    """A topic, with kafka-python."""
    def __init__(self, topic, servers):
        import kafka
        self.kafka, self.topic, self.servers, self.consumer, self.producer = kafka, topic, servers, None, None

    def read(self):
        if self.consumer is None:
            self.consumer = self.kafka.KafkaConsumer(bootstrap_servers=self.servers, isolation_level="read_committed")
            parts = self.consumer.partitions_for_topic(self.topic)
            self.consumer.assign([self.kafka.TopicPartition(self.topic, part) for part in sorted(parts)])
            self.consumer.seek_to_beginning()
        return [json.loads(record.value) for batch in self.consumer.poll(timeout_ms=100).values() for record in batch]

    def append(self, records):
        self.producer = self.producer or self.kafka.KafkaProducer(bootstrap_servers=self.servers, acks="all")
        for sent in [self.producer.send(self.topic, json.dumps(record).encode()) for record in records]:
            sent.get(timeout=60)


class Store:
    """The policy store: numbered versions, each written whole, then renamed, then named by newest.json."""
    def __init__(self, folder):
        self.folder, self.file = Path(folder), Path(folder) / "newest.json"

    def newest(self):  # Waits for the first version, which Millrace publishes.
        while not self.file.exists():
            time.sleep(0.2)
        return self.folder / f"v-{json.loads(self.file.read_text())['number']:09d}"

    def publish(self, step, ended, write):  # Numbers never repeat: the next one is greater than any ever used.
        used = [int(folder.name[2:]) for folder in self.folder.glob("v-*")]
        number = 1 + max(used + [json.loads(self.file.read_text())["number"]])
        draft = self.folder / f"draft-{number:09d}"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        write(draft)
        manifest = json.dumps({"number": number, "step": step, "incarnation": f"outside-{os.getpid()}", "ended": ended,
                               "checksum": checksum(draft), "report": {}})
        (draft / "version.json").write_text(manifest)
        draft.rename(self.folder / f"v-{number:09d}")
        replace(self.file, manifest)


def checksum(folder):  # CRC-32 over names and bytes of the files, sorted by the bytes of their names, without version.json.
    crc = 0
    for file in sorted(folder.iterdir(), key=lambda file: file.name.encode()):
        crc = zlib.crc32(file.name.encode(), crc)
        with open(file, "rb") as data:
            while block := data.read(1 << 20):
                crc = zlib.crc32(block, crc)
    return f"crc32:{crc:08x}"


class Learner:
    """Trains on round after round. A version holds weights, moments and position, so a restart continues from the newest one."""
    def __init__(self, minibatches, acknowledgements, store, trainer, shards=1):
        self.minibatches, self.acknowledgements, self.store, self.trainer, self.shards = minibatches, acknowledgements, store, trainer, shards
        newest = store.newest()
        file = newest / "position.json"
        self.position = json.loads(file.read_text()) if file.exists() else {"step": 0, "next": {}, "ended": {}, "acknowledge": []}
        self.arrived, self.rounds = dict(self.position["next"]), {}
        trainer.load(newest)
        if self.position["acknowledge"]:  # The previous process may have died before it acknowledged these. Repeating them is harmless.
            acknowledgements.append(self.position["acknowledge"])

    def poll(self):  # Trains on all rounds that are complete; returns whether there were any.
        for minibatch in self.minibatches.read():
            if minibatch.get("schema", "minibatch/1") != "minibatch/1":
                raise ValueError(f"minibatch: schema must be minibatch/1, was {minibatch['schema']}: use a newer learner")
            shard = str(minibatch["shard"])
            if minibatch["sequence"] > self.arrived.get(shard, 0):
                raise ValueError(f"minibatch: shard {shard} must continue with {self.arrived.get(shard, 0)}, was {minibatch['sequence']}: "
                                 "records have been deleted; keep them longer (channels.keepAge), and start a new run")
            if minibatch["sequence"] == self.arrived.get(shard, 0):  # A lower one is in the weights, or has arrived before.
                self.arrived[shard] = minibatch["sequence"] + 1
                self.rounds.setdefault(minibatch["round"], []).append(minibatch)
        before = self.position["step"]
        while sum(minibatch["closes"] for minibatch in self.rounds.get(self.position["step"], [])) == self.shards:
            self.train(self.rounds.pop(self.position["step"]))
        return self.position["step"] > before

    def train(self, minibatches):  # A step on the first minibatches of all shards, one on their second ones (compensation), ...
        steps, ended, following, acknowledge = {}, dict(self.position["ended"]), dict(self.position["next"]), []
        for minibatch in sorted(minibatches, key=lambda minibatch: (minibatch["shard"], minibatch["sequence"])):
            position = minibatch["sequence"] - self.position["next"].get(str(minibatch["shard"]), 0)  # In the round.
            steps.setdefault(position, []).append(minibatch)
        for position in sorted(steps):
            figures = self.trainer.step([row for minibatch in steps[position] for row in minibatch["rows"]])
            for minibatch in steps[position]:
                acknowledge.append({"schema": "acknowledgement/1", "run": minibatch["run"], "shard": minibatch["shard"],
                                    "sequence": minibatch["sequence"], "figures": {k: v for k, v in figures.items() if math.isfinite(v)}})
                following[str(minibatch["shard"])] = minibatch["sequence"] + 1
                for end in minibatch["ends"]:
                    ended[end["split"]] = ended.get(end["split"], 0) + 1
        self.position = {"step": self.position["step"] + 1, "next": following, "ended": ended, "acknowledge": acknowledge}
        self.store.publish(self.position["step"], ended, self.write)
        self.acknowledgements.append(acknowledge)  # After the version, so that an acknowledged minibatch is never lost.

    def write(self, folder):
        (folder / "position.json").write_text(json.dumps(self.position))
        self.trainer.save(folder)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, kind, default, text in [
            ("run", Path, None, "folder of the run"), ("minibatches", str, "", "address of the channel; default: in the run's folder"),
            ("acknowledgements", str, "", "address of the channel; default: in the run's folder"),
            ("servers", str, "localhost:9092", "Kafka's bootstrap servers"), ("shards", int, 1, "batch.shards"),
            ("rate", float, 1e-5, "learning rate"), ("clip", float, 0.2, "clip range of the importance ratio"),
            ("temperature", float, 1.0, "sampling.temperature"), ("steps", int, 0, "last step; 0 runs indefinitely")]:
        options.add_argument("--" + name, type=kind, default=default, required=name == "run", help=text)
    given = options.parse_args()
    import grpo  # The part that needs torch and safetensors.

    def channel(name):
        kind, _, place = (getattr(given, name) or f"dir:{given.run / name}").partition(":")
        return KafkaChannel(place, given.servers) if kind == "kafka" else DirectoryChannel(place)

    trainer = grpo.Trainer(given.rate, given.clip, given.temperature)
    learner = Learner(channel("minibatches"), channel("acknowledgements"), Store(given.run / "policies"), trainer, given.shards)
    while given.steps == 0 or learner.position["step"] < given.steps:
        if learner.poll():
            print("step", learner.position["step"], learner.position["acknowledge"][-1]["figures"], flush=True)
        else:
            time.sleep(0.2)


if __name__ == "__main__":
    main()
