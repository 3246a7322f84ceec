package com.example.shop

import com.google.gson.Gson
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.engine.java.Java
import io.ktor.client.engine.okhttp.OkHttp
import io.ktor.client.request.get
import io.ktor.client.request.post
import io.ktor.client.request.setBody
import io.ktor.client.statement.HttpResponse
import io.ktor.client.statement.bodyAsText
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.http.contentType

/** Asks each service by Ktor's client, on OkHttp, the JDK's `HttpClient` and its own engine. */
suspend fun askByKtor(services: List<String>) {
    for (engine in listOf(OkHttp, Java, CIO)) {
        HttpClient(engine).use { client ->
            for (service in services) {
                tell("$engine GET $service", client.get("$service/items/1"))
                tell(
                    "$engine POST $service",
                    client.post("$service/items") {
                        contentType(ContentType.Application.Json)
                        setBody(Gson().toJson(Item("2", "fork")))
                    },
                )
            }
        }
    }
}

private suspend fun tell(way: String, response: HttpResponse) {
    val answer =
        when (response.status) {
            HttpStatusCode.OK -> Gson().fromJson(response.bodyAsText(), Item::class.java).name
            HttpStatusCode.Forbidden -> "refused"
            else -> response.status
        }
    println("$way $answer")
}
