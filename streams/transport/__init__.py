"""The way in and out of Kafka: record batches for agents, and what may be acknowledged. No decoding, no rules.

How an agent is made (`Handler` in `agent.py` says what is called when):

    app = create_faust_app("fokusvagt", "127.0.0.1:9092", data_dir=data_dir)
    persons = BatchAgent(app, name="persons", topics=PERSON_TOPICS, handler=PersonHandler(...))
    sums = BatchAgent(app, name="measures", topics=[PARTIALS], handler=MeasureHandler(...), from_beginning=True)
    clock = BroadcastReader(brokers, [CLOCK], wake=persons.wake)
    await clock.start()
    watchdog = Watchdog(app, [persons, sums])
    watchdog.start()
    await run(app, stop)

All topics of one agent have the same number of partitions and meet in one worker partition by partition. A handler
that computes for long does so in a thread (`asyncio.to_thread`), or fetching and commits stand still meanwhile.
"""
