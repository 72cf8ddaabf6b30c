<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("assumeMailDenialStarted")}</p>
<table cellpadding="4">
    <tr><th align="left" valign="top">${msg("assumeMailScope")}</th><td>${msg("assumeMailScope." + assumeScopeKind)} ${assumeScopeName}<#if assumeScopeKind != "realm"> (${assumeRealm!realmName})</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailGrantee")}</th><td><#if assumeGrantee??><#if assumeGranteeKind??>${msg("assumeMailGrantee." + assumeGranteeKind)} </#if>${assumeGrantee}<#else>${msg("assumeMailGrantee.everybody")}</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailStartsAt")}</th><td>${assumeStartsAt}</td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailUntil")}</th><td><#if assumeEndsAt??>${assumeEndsAt}<#else>${msg("assumeMailNoEnd")}</#if></td></tr>
    <tr><th align="left" valign="top">${msg("assumeMailDecider")}</th><td>${assumeDecider}</td></tr>
    <#if assumeReason??>
    <tr><th align="left" valign="top">${msg("assumeMailReason")}</th><td style="white-space: pre-wrap" dir="auto">${assumeReason}</td></tr>
    </#if>
</table>
<p>${msg("assumeMailDenialBeats")}</p>
<p>${msg("assumeMailGrantUnexpected")}</p>
</@layout.emailLayout>
