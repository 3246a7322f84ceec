package com.example.shop;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Leaves a span, a measurement and a log record, which are exported when it ends. */
public class Application {

  public static void main(String[] arguments) {
    var telemetry = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
    telemetry.getTracer("shop").spanBuilder("order a spoon").startSpan().end();
    telemetry.getMeter("shop").counterBuilder("spoons").build().add(1);
    telemetry.getLogsBridge().get("shop").logRecordBuilder().setBody("a spoon").emit();
  }
}
