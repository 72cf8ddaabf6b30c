// A token exchange on behalf of a user by openid-client, and the result validated as such a client validates.
// Standard input: {issuer, clientId, clientSecret, subjectToken, requestedSubject}; standard output: what the token says.
import { readFileSync } from 'node:fs'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'

const wanted = JSON.parse(readFileSync(0, 'utf8'))

async function exchange() {
  const server = await client.discovery(new URL(wanted.issuer), wanted.clientId, wanted.clientSecret, undefined, {
    // The test's Keycloak answers plain HTTP.
    execute: [client.allowInsecureRequests],
  })
  const answer = await client.genericGrantRequest(server, 'urn:ietf:params:oauth:grant-type:token-exchange', {
    subject_token: wanted.subjectToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    requested_subject: wanted.requestedSubject,
    scope: 'openid',
  })
  const metadata = server.serverMetadata()
  const { payload } = await jwtVerify(answer.access_token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    issuer: metadata.issuer,
    audience: wanted.clientId,
  })
  // Compares the sub of the answer with the token's.
  const userInfo = await client.fetchUserInfo(server, answer.access_token, payload.sub)
  const introspection = await client.tokenIntrospection(server, answer.access_token)
  return {
    sub: payload.sub,
    actor: payload.act.sub,
    tokenType: answer.token_type,
    refreshToken: String(answer.refresh_token !== undefined),
    userInfo: userInfo.preferred_username,
    userInfoActor: userInfo.act.sub,
    active: String(introspection.active),
  }
}

let result
try {
  result = await exchange()
} catch (failure) {
  if (!(failure instanceof client.ResponseBodyError)) throw failure
  result = { status: String(failure.status), error: failure.error }
}
process.stdout.write(JSON.stringify(result))
